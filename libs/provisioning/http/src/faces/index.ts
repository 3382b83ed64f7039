import { applicationFace } from './application-face.ts';
import { callFace } from './call-face.ts';
import { clientFace } from './client-face.ts';
import { messageFace } from './message-face.ts';
import { notificationFace } from './notification-face.ts';
import { numberFace } from './number-face.ts';
import { webhookFace } from './webhook-face.ts';

/** All kinds of resources that the API has collections of. */
export const FACES = [clientFace, applicationFace, numberFace, webhookFace] as const;
/** All kinds of records that the API shows. */
export const RECORD_FACES = [callFace, messageFace, notificationFace] as const;
export { applicationFace, callFace, clientFace, messageFace, notificationFace, numberFace, webhookFace };
