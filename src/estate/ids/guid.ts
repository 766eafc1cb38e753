/** A GUID in either case, as the source of a regular expression. */
export const guidForm = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';

const whole = new RegExp(`^${guidForm}$`);

/** Whether a text is an id as Entra and subscriptions have them, in either case, and nothing else. */
export function isGuid(text: string): boolean {
  return whole.test(text);
}
