import { applicationFace } from './application-face.ts';
import { clientFace } from './client-face.ts';
import { numberFace } from './number-face.ts';

/** All kinds of resources that the API has collections of. */
export const FACES = [clientFace, applicationFace, numberFace] as const;
export { applicationFace, clientFace, numberFace };
