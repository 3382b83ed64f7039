import type { Uri } from './types.ts';

/** A URI's text, as it would be sent. What was parsed comes out as it came in, but for the scheme's case. */
export const formatUri = (uri: Uri): string => {
  switch (uri.scheme) {
    case 'other':
      return `${uri.name}:${uri.rest}`;
    case 'tel':
      return `tel:${uri.number}${uri.params.toString()}`;
    case 'sip':
    case 'sips': {
      const password = uri.password === undefined ? '' : `:${uri.password}`;
      const user = uri.user === undefined ? '' : `${uri.user}${password}@`;
      const port = uri.port === undefined ? '' : `:${uri.port}`;
      const headers = uri.headers === undefined ? '' : `?${uri.headers}`;
      return `${uri.scheme}:${user}${uri.host}${port}${uri.params.toString()}${headers}`;
    }
  }
};
