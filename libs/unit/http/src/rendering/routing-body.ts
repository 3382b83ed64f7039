import type { ApplicationEvent, NumberEvent, ResourceEvent } from '@tandem/contracts';

interface Served<E extends ResourceEvent> {
  readonly event: E;
  readonly appliedAt: number;
}

/** What the bodies of all resources have; times are ISO 8601, UTC. */
interface ServedBody {
  readonly sid: string;
  readonly account_sid: string;
  readonly domain: string;
  readonly version: number;
  readonly revision: number;
  readonly recorded_at: string;
  /** When this unit's cache began to serve it. */
  readonly applied_at: string;
  readonly friendly_name: string;
}

/** Body of `GET /applications/{sid}`. */
export interface ApplicationPage extends ServedBody {
  readonly kind: string;
  readonly voice_url: string | null;
  readonly sms_url: string | null;
}

/** Body of `GET /numbers/{domain}/{number}`. */
export interface NumberPage extends ServedBody {
  readonly phone_number: string;
  readonly voice_url: string | null;
  readonly voice_application_sid: string | null;
  readonly sms_url: string | null;
  readonly sms_application_sid: string | null;
}

const servedBody = ({ event, appliedAt }: Served<ResourceEvent>): ServedBody => ({
  sid: event.sid,
  account_sid: event.accountSid,
  domain: event.domain,
  version: event.version,
  revision: event.revision,
  recorded_at: event.recordedAt,
  applied_at: new Date(appliedAt).toISOString(),
  friendly_name: event.state.friendlyName,
});

export const applicationBody = (served: Served<ApplicationEvent>): ApplicationPage => {
  const { kind, voiceUrl, smsUrl } = served.event.state;
  return { ...servedBody(served), kind, voice_url: voiceUrl, sms_url: smsUrl };
};

export const numberBody = (served: Served<NumberEvent>): NumberPage => {
  const { state } = served.event;
  return {
    ...servedBody(served),
    phone_number: state.phoneNumber,
    voice_url: state.voiceUrl,
    voice_application_sid: state.voiceApplicationSid,
    sms_url: state.smsUrl,
    sms_application_sid: state.smsApplicationSid,
  };
};
