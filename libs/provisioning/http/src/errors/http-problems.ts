/** A published error: the status it comes with, what is wrong in general, and what to do about it. */
export interface HttpProblem {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}

const of = (status: number, title: string, remedy: string): HttpProblem => ({ status, title, remedy });

/**
 * The published codes of what can be wrong with a request other than its fields (those are 213xx, `PROBLEM_CODES` of
 * @tandem/provisioning): 211xx the request itself, 212xx who asks for what, 215xx our side. A number is never given
 * another meaning.
 */
export const HTTP_PROBLEMS = {
  21100: of(400, 'The request is not valid HTTP/1.1', 'Send a well-formed HTTP/1.1 request.'),
  21101: of(400, 'The path has a malformed percent-escape', 'Write % as %25 and escape only whole UTF-8.'),
  21102: of(400, 'The form or query has a malformed percent-escape', 'Write % as %25, then send it again.'),
  21103: of(400, 'The text is not UTF-8', 'Encode names and values as UTF-8.'),
  21104: of(400, 'A field is given more than once', 'Send each field once.'),
  21105: of(400, 'The body is not JSON', 'Send one JSON object, or a form.'),
  21106: of(
    400,
    'The JSON body has something else than text',
    'Send one flat object whose values are strings, whole numbers, or null to clear a field.',
  ),
  21107: of(400, 'A query parameter is out of range', 'See the description of the list for what it takes.'),
  21108: of(
    400,
    'The PageToken is not one of this list',
    'Follow the Link header of the page before, or start again without PageToken.',
  ),
  21109: of(400, 'A precondition cannot be read', 'Send quoted entity tags, as in If-Match: "3", or *.'),
  21110: of(404, 'There is nothing at this path', 'Check the path; /docs lists all of them.'),
  21111: of(405, 'The path does not take this method', 'Use one of the methods in the Allow header.'),
  21112: of(406, 'Accept allows neither JSON nor XML', 'Accept application/json or application/xml.'),
  21113: of(408, 'The request took too long to arrive', 'Send it again, faster.'),
  21114: of(413, 'The body is larger than 64 KiB', 'Send a smaller one.'),
  21115: of(
    415,
    'The body has a content type that is not taken here',
    'Send application/x-www-form-urlencoded or application/json, in UTF-8, without Content-Encoding.',
  ),
  21116: of(
    431,
    'The header is larger than 16 KiB',
    'Send a shorter URL and fewer or shorter header fields.',
  ),
  21117: of(417, 'The Expect header asks for something unknown', 'Send Expect: 100-continue, or none.'),
  21120: of(
    400,
    'The wait of Prefer is not a whole number of seconds',
    'Send Prefer: wait=20, or leave it out.',
  ),
  21121: of(400, 'The row is longer than 64 KiB', 'Send a shorter one.'),
  21122: of(
    400,
    'The columns of the CSV are wrong',
    'Begin with a row of field names, Login and Password among them, and give each row as many cells.',
  ),
  21123: of(
    400,
    'FirstRow or Revision is not a whole number above 0',
    'Send the number of the first row of the body, or a Tandem-Revision.',
  ),
  21124: of(
    415,
    'An import has another content type than those that are taken',
    'Send text/csv or application/x-ndjson, in UTF-8, without Content-Encoding.',
  ),
  21201: of(
    401,
    'The credentials are missing or wrong',
    'Send HTTP Basic credentials: the AccountSid and its AuthToken.',
  ),
  21202: of(
    403,
    'The account of the path is not yours',
    'Use your own AccountSid or one of your sub-accounts.',
  ),
  21203: of(403, 'The account is suspended or closed', 'Ask the owner of the parent account to activate it.'),
  21204: of(404, 'There is no such Client', 'Check the ClientSid; a deleted Client never comes back.'),
  21205: of(409, 'The Login is taken', 'Choose another Login, or change the Client that has it.'),
  21206: of(412, 'It is at another version', 'Read it again, then repeat the change on what you see.'),
  21207: of(
    422,
    'The Idempotency-Key was used with another request',
    'Use a fresh key for each creation, and the same one only to repeat it.',
  ),
  21208: of(404, 'There is no such revision', 'Use the Tandem-Revision of a write, or that of an import.'),
  21209: of(
    404,
    'There is no such Application',
    'Check the ApplicationSid; a deleted Application never comes back.',
  ),
  21210: of(
    404,
    'There is no such IncomingPhoneNumber',
    'Check the PhoneNumberSid; a deleted number gets another one when it is made again.',
  ),
  21211: of(409, 'The PhoneNumber is taken', 'Choose another number, or change the one that has it.'),
  21212: of(
    409,
    'The Application is in use',
    'Give those that name it another one first, or repeat the request with Force=true.',
  ),
  21213: of(
    403,
    'Your role does not allow this',
    'Use the credentials of an administrator; developers change no accounts, viewers change nothing.',
  ),
  21214: of(
    403,
    'Only an account above may change Status, Role or the SIP domain',
    'Use the credentials of the parent account; those of the account at the top never change.',
  ),
  21215: of(409, 'Sub-accounts have at most three levels', 'Make it under an account further up.'),
  21216: of(404, 'There is no such Key', 'Check the KeySid; a revoked key never comes back.'),
  21217: of(409, 'The account has 50 keys', 'Revoke those that are not needed any more.'),
  21218: of(404, 'There is no such Call', 'Check the CallSid; a call shows once its unit has written of it.'),
  21219: of(404, 'There is no such message', 'Check the MessageSid; texts show once they were taken.'),
  21220: of(404, 'There is no such notification', 'Check the NotificationSid.'),
  21221: of(
    409,
    'The name of the SIP domain is taken',
    'Choose another one; a name that an account gives up is free at once.',
  ),
  21222: of(
    409,
    'The account is in the SIP domain of an account above',
    'Give it one of its own first, with SipDomain, or ask for the alias there.',
  ),
  21223: of(
    409,
    'The account has Clients or numbers in the SIP domain of an account above',
    'Delete them, or make a new account with a SIP domain of its own: logins do not move between domains.',
  ),
  21224: of(
    409,
    'What the account has is still being moved to its SIP domain',
    'Wait for a minute, then repeat the request.',
  ),
  21225: of(
    409,
    'Clients of the SIP domain need new passwords',
    'Repeat the request with Force=true, then set their passwords anew: what is stored of them opens the old name alone.',
  ),
  21226: of(409, 'The SIP domain has 20 aliases', 'Remove those that are not needed any more.'),
  21227: of(404, 'There is no such alias', 'List the SipDomainAliases of the account.'),
  21228: of(404, 'There is no such Webhook', 'Check the WebhookSid; a deleted one never comes back.'),
  21500: of(
    500,
    'Something went wrong on our side',
    'Try again; if it stays so, tell the operator when it was.',
  ),
  21501: of(
    503,
    'The write was not confirmed in time: it may have happened or not',
    'Read it, or repeat the request with the same Idempotency-Key or If-Match.',
  ),
  21502: of(503, 'The journal cannot be reached', 'Try again shortly.'),
  21503: of(
    503,
    'The text was not taken in time: it may be sent or not',
    'Repeat the request with the same Idempotency-Key, or look for it in the list.',
  ),
} as const satisfies Record<number, HttpProblem>;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;
