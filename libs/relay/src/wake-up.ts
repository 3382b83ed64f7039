/** A wait that ends when somebody knocks or the time is up, whichever comes first. A knock before the wait counts. */
export class WakeUp {
  #knocked = false;
  #resolve: (() => void) | undefined;

  knock(): void {
    this.#knocked = true;
    this.#resolve?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#knocked) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resolve = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.#resolve = undefined;
    }
    this.#knocked = false;
  }
}
