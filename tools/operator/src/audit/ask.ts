import { TandemError } from '@tandem/kernel';

const ASK_MS = 30_000;

/** Reads a page for operators. Throws `TIMED_OUT` or `CONTRACT_VIOLATION`, saying which page. */
export const ask = async <T>(base: URL, path: string): Promise<T> => {
  const { OPERATOR_TOKEN: token } = process.env;
  const url = new URL(path, base);
  try {
    const response = await fetch(url, {
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(ASK_MS),
    });
    if (response.ok) return (await response.json()) as T;
    throw new TandemError(
      'CONTRACT_VIOLATION',
      `${url.href} answered ${response.status}: ${await response.text()}`,
    );
  } catch (error) {
    if (error instanceof TandemError) throw error;
    throw new TandemError('TIMED_OUT', `${url.href} cannot be read`, { cause: error });
  }
};
