export { WebhookDispatcher } from './dispatcher.ts';
export type { DispatcherLimits, WebhookDispatcherOptions } from './dispatcher.ts';
export { signed } from './message.ts';
export type { Message, SignedMessage } from './message.ts';
export type { RenderEvent } from './messages.ts';
export { httpPoster } from './post.ts';
export type { HttpPosterOptions, Posted, Poster } from './post.ts';
