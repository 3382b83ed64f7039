// Command mongo-wire speaks the MongoDB wire protocol over SQLite files: FerretDB, embedded.
package main

import (
	"context"
	"flag"
	"log"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27017", "TCP address to serve on")
	data := flag.String("data", ".", "directory of the SQLite files; must exist")
	flag.Parse()

	files := url.URL{Scheme: "file", Path: strings.TrimSuffix(*data, "/") + "/"}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: *listen},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Handler:   "sqlite",
		SQLiteURL: files.String(),
	})
	if err != nil {
		log.Fatal(err)
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The listener is open already: New has bound it.
	log.Print("serving on ", *listen)
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
