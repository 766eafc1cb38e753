import { markup } from '../markup';

export interface PageParts {
  /** Of its words. */
  readonly language: string;
  /** Its Content-Security-Policy: what is not named in it is not loaded. */
  readonly policy: string;
  readonly title: string;
  /** Styles, and what else stands in its head. */
  readonly head: readonly string[];
  readonly body: readonly string[];
}

/** A whole page of HTML. */
export function pageOf({ language, policy, title, head, body }: PageParts): string {
  return [
    '<!DOCTYPE html>',
    `<html lang="${markup(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${markup(title)}</title>`,
    ...head,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>\n',
  ].join('\n');
}
