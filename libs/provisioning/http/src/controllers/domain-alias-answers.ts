import type { AccountView, AddAliasOutcome, RemoveAliasOutcome, Written } from '@tandem/provisioning';
import { etagOf } from '../conditions/etag.ts';
import { problem } from '../errors/problem.ts';
import { aliasEntity, aliasUri } from '../rendering/domain-alias.ts';
import type { Format } from '../rendering/represented-field.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';
import { accountChangedAnswer } from './account-answers.ts';

const written = ({ resource, revision }: Written<'Account'>): Readonly<Record<string, string>> => ({
  'tandem-revision': String(revision),
  etag: etagOf(resource.version),
});

export const aliasAddedAnswer = (outcome: AddAliasOutcome, account: AccountView, format: Format): Answer => {
  switch (outcome.kind) {
    case 'added': {
      const alias = { accountSid: account.sid, name: outcome.name, sipDomain: account.sipDomain };
      return {
        status: 201,
        headers: { ...written(outcome), location: aliasUri(alias, format) },
        entity: aliasEntity(alias),
      };
    }
    case 'no-domain':
      return problemAnswer(problem(21222));
    case 'too-many':
      return problemAnswer(problem(21226));
    default:
      return accountChangedAnswer(outcome, account);
  }
};

export const aliasRemovedAnswer = (
  outcome: RemoveAliasOutcome,
  account: AccountView,
  name: string,
): Answer => {
  switch (outcome.kind) {
    case 'removed': {
      const alias = { accountSid: account.sid, name: name.toLowerCase(), sipDomain: account.sipDomain };
      return { status: 200, headers: written(outcome), entity: aliasEntity(alias) };
    }
    case 'not-found':
      return problemAnswer(problem(21227));
    default:
      return accountChangedAnswer(outcome, account);
  }
};
