interface Route {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

const ESCAPE = /[.*+?^${}()|[\]\\]/g;

const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split('/')
      .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(ESCAPE, '\\$&')))
      .join('/')}/?$`,
  );

/** Knows which methods each registered path takes, for 405, `Allow` and OPTIONS. */
export class AllowedMethods {
  readonly #routes = new Map<string, Route>();

  /** @param template as Fastify has it: `/Accounts/:AccountSid`. Wildcards take everything and are left out. */
  add(template: string, methods: string | readonly string[]): void {
    if (template.includes('*')) return;
    const route = this.#routes.get(template) ?? {
      pattern: patternOf(template),
      methods: new Set(['OPTIONS']),
    };
    for (const method of [methods].flat()) route.methods.add(method);
    this.#routes.set(template, route);
  }

  /** The methods of a path in alphabetical order; none when nothing is there. */
  of(path: string): readonly string[] {
    for (const { pattern, methods } of this.#routes.values()) {
      if (pattern.test(path)) return [...methods].sort();
    }
    return [];
  }
}
