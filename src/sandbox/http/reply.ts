/** An answer before it is written. `body` is sent as JSON; bytes are JSON already (a page kept from before). */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer never comes: the connection is cut. */
  readonly dropped?: true;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** An error as ARM itself words it: `code` and `message` only, marked as coming from the gateway. */
export function armError(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } }, headers: { 'x-ms-failure-cause': 'gateway' } };
}

export const malformed = armError(
  400,
  'InvalidRequestContent',
  'The request content was invalid and could not be deserialized.',
);

export const unreadable = armError(400, 'BadRequest', 'The request could not be read.');

/** An error as Microsoft.AppPlatform words it: with `target` and `details`. */
export function providerError(
  status: number,
  code: string,
  message: string,
  target: string | null = null,
): Reply {
  return { status, body: { error: { code, message, target, details: null } } };
}

export function resourceNotFound(type: string, names: string, group: string): Reply {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${names}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export function resourceGroupNotFound(group: string): Reply {
  return armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
}

export function isReply(value: object): value is Reply {
  return 'status' in value && typeof value.status === 'number';
}
