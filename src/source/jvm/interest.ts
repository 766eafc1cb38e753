/** What a member of a type must hold, in whatever case, to be read at all. Rules over Java and Kotlin build on these. */
const wanted = [
  'credential',
  'clientid',
  'resourceid(',
  'objectid(',
  'gettoken',
  'access_token',
  'accesstoken',
  'oauth2/token',
  'clientsecret',
  'connectionstring',
  'accountkey=',
  'sharedaccesskey',
  'sharedaccesssignature',
  'sig=',
  'password',
  'authenticationcontext',
  'keyvaultclient',
  'activedirectory',
  'databricks',
  '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
  '.azure.net',
  '.windows.net',
  '.azconfig.io',
  '.azure.com',
];

export type Interest = (start: number, end: number) => boolean;

/**
 * Whether the text between two offsets holds anything of interest; finds all places once. `more` are words of this
 * file alone: names of what turned out to be of interest.
 */
export function interestIn(text: string, more: Iterable<string> = []): Interest {
  const lower = text.toLowerCase();
  const words = new Set([...wanted, ...[...more].map((word) => word.toLowerCase())]);
  const places = [...words].flatMap((word) => [...placesOf(word, lower)]).sort((a, b) => a - b);
  return (start, end) => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? end) < start) low = middle + 1;
      else high = middle;
    }
    return (places[low] ?? end) < end;
  };
}

function* placesOf(word: string, text: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) yield at;
}
