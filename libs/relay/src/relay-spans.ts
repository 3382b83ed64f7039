import type { RecordHeaders } from '@tandem/contracts';
import type { JournalEvent } from '@tandem/journal';
import { contextFromHeaders, SPANS, startSpan, traceHeaders } from '@tandem/telemetry';
import type { OpenSpan } from '@tandem/telemetry';

/** One span per traced event of a batch, child of its write; the records carry it on to the units. */
export class RelaySpans {
  readonly #open: OpenSpan[] = [];

  /** The headers that join the event's readers to its trace; empty for an event that was not traced. */
  start(event: JournalEvent): RecordHeaders {
    const { traceparent } = event.metadata;
    if (traceparent === undefined) return {};
    const span = startSpan(SPANS.relay, {
      parent: contextFromHeaders({ traceparent }),
      attributes: { 'tandem.sid': event.stream, 'tandem.revision': event.revision },
    });
    this.#open.push(span);
    return traceHeaders(span.context);
  }

  end(): void {
    for (const span of this.#open.splice(0)) span.end();
  }
}
