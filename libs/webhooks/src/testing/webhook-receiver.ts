import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedMessage {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether the signature is right for the secret, by the Standard Webhooks specification. */
  readonly signed: boolean;
  /** What was answered. */
  readonly status: number;
}

const text = (value: string | string[] | undefined): string => String(value ?? '');

/** Somebody's server that gets messages of webhooks. */
export class WebhookReceiver {
  readonly received: ReceivedMessage[] = [];
  /** What it answers from now on. */
  status = 204;
  secret = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { headers } = request;
        const [id, timestamp] = [text(headers['webhook-id']), text(headers['webhook-timestamp'])];
        const key = Buffer.from(this.secret.slice('whsec_'.length), 'base64');
        const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
        const { type, data } = JSON.parse(body) as Pick<ReceivedMessage, 'type' | 'data'>;
        const signed = headers['webhook-signature'] === `v1,${expected}`;
        this.received.push({ id, type, data, signed, status: this.status });
        response.writeHead(this.status).end();
      });
    });
  }

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/tandem`;
  }

  /** What was taken of a type. */
  taken(type: string): readonly ReceivedMessage[] {
    return this.received.filter((message) => message.type === type && message.status < 300);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
