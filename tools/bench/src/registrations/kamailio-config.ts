import { LOOPBACK, SIP_DOMAIN } from '../system/constants.ts';

/** Which of Kamailio's answers have a transaction behind them. */
export type Statefulness =
  /** Those to a right digest, as in Tandem: a challenge is not worth memory. */
  | 'as-tandem'
  /** None. */
  | 'stateless';

export interface KamailioOptions {
  readonly port: number;
  readonly modules: string;
  /** The digests of the first so many users are put into memory when it starts. */
  readonly users: number;
  readonly statefulness: Statefulness;
}

const MODULES = 'tm sl pv maxfwd sanity siputils textops usrloc registrar auth htable'.split(' ');

/**
 * A registrar as its documentation builds one, with a single UDP worker, credentials and bindings in memory only: its
 * own sanity checks, MD5 digests, no database.
 */
export const kamailioConfig = ({ port, modules, users, statefulness }: KamailioOptions): string => `
debug=-1
log_stderror=yes
fork=yes
children=1
disable_tcp=yes
auto_aliases=no
alias="${SIP_DOMAIN}"
dns=no
rev_dns=no
max_while_loops=${users + 1}
listen=udp:${LOOPBACK}:${port}
mpath="${modules}"
${MODULES.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("usrloc", "db_mode", 0)
modparam("registrar", "max_contacts", 10)
modparam("registrar", "max_expires", 3600)
modparam("htable", "htable", "ha1=>size=14;")
event_route[htable:mod-init] {
  $var(i) = 0;
  while ($var(i) < ${users}) {
    $var(a1) = "bench" + $var(i) + ":${SIP_DOMAIN}:secret" + $var(i);
    $sht(ha1=>bench$var(i)) = $(var(a1){s.md5});
    $var(i) = $var(i) + 1;
  }
}
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (!sanity_check()) { exit; }
  if (!is_method("REGISTER")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  if (!pv_www_authenticate("${SIP_DOMAIN}", "$sht(ha1=>$au)", "1")) {
    www_challenge("${SIP_DOMAIN}", "0");
    exit;
  }
  if ($au != $tU) { sl_send_reply("403", "Forbidden"); exit; }
${statefulness === 'as-tandem' ? '  if (!t_newtran()) { exit; }\n' : ''}  if (!save("location")) { sl_reply_error(); }
  exit;
}
`;
