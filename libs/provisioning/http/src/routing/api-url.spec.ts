import { describe, expect, it } from '@jest/globals';
import { parseApiUrl } from './api-url.ts';

const LIST = '/2012-04-24/Accounts/AC1/Clients';

describe('parseApiUrl', () => {
  it.each([
    ['/2012-04-24/Accounts/AC1/Clients', LIST, '', false],
    ['/2012-04-24/Accounts/AC1/Clients/', LIST, '', false],
    ['//2012-04-24//Accounts/AC1///Clients//', LIST, '', false],
    ['/restcomm/2012-04-24/Accounts/AC1/Clients.json', LIST, '/restcomm', true],
    ['/api/2012-04-24/Accounts.json/AC1/Clients', LIST, '/api', true],
    ['/call/2012-04-24/Accounts/AC1.json/Clients/', LIST, '/call', true],
    ['/2012-04-24/Accounts/AC1/Clients.json/CL1', `${LIST}/CL1`, '', true],
    ['/2012-04-24/Accounts/AC1/Clients/CL1.json/', `${LIST}/CL1`, '', true],
    ['/2012-04-24.json/Accounts/AC1/Clients', LIST, '', true],
    ['/2012-04-24/Accounts/AC1/Clients/.json', LIST, '', true],
    ['/2012-04-24/Accounts/AC1/Clients.json?PageSize=2&q=a.json/', `${LIST}?PageSize=2&q=a.json/`, '', true],
    ['/2012-04-24/Accounts/AC1/Clients?x=.json', `${LIST}?x=.json`, '', false],
    ['http://127.0.0.1:8080/api/2012-04-24/Accounts/AC1/Clients.json', LIST, '/api', true],
  ])('%s', (target, url, prefix, json) => {
    expect(parseApiUrl(target)).toEqual({ url, prefix, json, account: 'AC1', isAccount: false });
  });

  it.each([
    '/',
    '',
    '*',
    '/docs/errors/21100',
    '/docs-json',
    '/twilio/2012-04-24/Accounts',
    '/api',
    '/call/',
    '?x',
  ])('leaves %p alone', (target) => {
    expect(parseApiUrl(target)).toBeNull();
  });

  it('tells the account itself from what it has', () => {
    expect(parseApiUrl('/2012-04-24/Accounts.json/AC1/?x=/')).toMatchObject({
      account: 'AC1',
      isAccount: true,
    });
  });

  it('has no account where the path names none', () => {
    expect(parseApiUrl('/2012-04-24/Accounts')?.account).toBeNull();
    expect(parseApiUrl('/2012-04-24/Other/AC1')?.account).toBeNull();
  });
});
