import { describe, expect, it } from '@jest/globals';
import { AllowedMethods } from './allowed-methods.ts';

const methods = new AllowedMethods();
methods.add('/a/:id', 'GET');
methods.add('/a/:id', ['PUT', 'DELETE']);
methods.add('/a.b', 'POST');
methods.add('/files/*', 'GET');

describe('AllowedMethods', () => {
  it.each([
    ['/a/1', ['DELETE', 'GET', 'OPTIONS', 'PUT']],
    ['/a/1/', ['DELETE', 'GET', 'OPTIONS', 'PUT']],
    ['/a.b', ['OPTIONS', 'POST']],
    ['/axb', []],
    ['/a', []],
    ['/a/', []],
    ['/a/1/2', []],
    ['/files/x', []],
    ['', []],
  ])('%p → %p', (path, allowed) => {
    expect(methods.of(path)).toEqual(allowed);
  });
});
