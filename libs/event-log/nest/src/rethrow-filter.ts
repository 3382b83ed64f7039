import { Catch } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { throwError } from 'rxjs';
import type { Observable } from 'rxjs';

/**
 * Lets the transport see what a handler really threw: without it Nest hands on `{status: 'error', message: 'Internal
 * server error'}` and the reason is lost. Use it as a global filter of the microservice; in a hybrid application also
 * connect with `{ inheritAppConfig: true }`.
 */
@Catch()
export class RethrowFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
