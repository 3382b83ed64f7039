import { userOf } from '../system/clients.ts';

/** SIPp's injection file: the user, and the answer to a challenge, whose user and password only a field may give. */
export const injectionFile = (users: number): string => {
  const lines = Array.from({ length: users }, (_, number) => {
    const { login, password } = userOf(number);
    return `${login};[authentication username=${login} password=${password}];`;
  });
  return ['SEQUENTIAL', ...lines, ''].join('\n');
};
