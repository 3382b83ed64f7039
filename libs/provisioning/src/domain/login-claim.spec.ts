import { describe, expect, it } from '@jest/globals';
import { loginClaim } from './login-claim.ts';

describe('the claim on a login', () => {
  it('is one for all spellings of a user', () => {
    expect(loginClaim('AC1', '%61lice')).toBe(loginClaim('AC1', 'alice'));
    expect(loginClaim('AC1', 'Alice')).not.toBe(loginClaim('AC1', 'alice'));
  });

  it('counts within the tree of one account', () => {
    expect(loginClaim('AC1', 'alice')).toBe('login:AC1/alice');
    expect(loginClaim('AC2', 'alice')).not.toBe(loginClaim('AC1', 'alice'));
  });
});
