const SCRATCH_BYTES = 1024;
const scratch = Buffer.alloc(SCRATCH_BYTES);

/**
 * A copy of a message's text that keeps nothing else alive: a slice of a 64 KiB message holds on to all of it, so
 * whatever outlives the message is copied first. For Latin-1 texts, as all texts of a message are.
 */
export const ownText = (text: string): string =>
  text.length > SCRATCH_BYTES
    ? Buffer.from(text, 'latin1').toString('latin1')
    : scratch.toString('latin1', 0, scratch.write(text, 'latin1'));
