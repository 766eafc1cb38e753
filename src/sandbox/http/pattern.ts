/**
 * Whether a text is what a pattern says, where `*` stands for anything; without regard to case. Linear in both but for
 * their product, whatever the pattern: it comes from files and requests, and a regular expression would hang on many stars.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const subject = text.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return subject === first;
  if (!subject.startsWith(first) || subject.length < first.length + last.length) return false;
  const end = subject.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = subject.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return subject.endsWith(last);
}
