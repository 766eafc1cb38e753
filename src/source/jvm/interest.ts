import { WordSearch } from '../word-search';

/** What stands in Java and Kotlin where a secret may stand, in lower case. */
export const secretWords: readonly string[] = [
  ...['clientsecret', 'client-secret', 'client_secret', 'client.secret', 'createfromsecret'],
  ...['keycredential', 'sascredential', 'namedkey', 'tokencredentials', 'storagecredentials', 'sharedkey'],
  ...['accountkey', 'account-key', 'account_key', 'account.key', 'sastoken', 'sas-token', 'sas_token'],
  ...['accesskey', 'access-key', 'access_key', 'apikey', 'api-key', 'api_key', 'cosmosclientbuilder'],
  ...['sharedaccesssignature', 'sig=', 'secret=', 'password=', 'pwd=', 'password"', 'password(', 'password:'],
  ...[
    'clientcredential(',
    'getconnection(',
    'usernamepassword',
    'password =',
    'basicauth',
    'subscription-key',
    'functions-key',
  ],
  ...['cosmos_key', 'cosmoskey', 'storage_key', 'storagekey', 'master_key', 'masterkey'],
];

/** What a member of a type must hold, in whatever case, to be read at all. Rules over Java and Kotlin build on these. */
const wanted = [
  ...secretWords,
  'credential',
  'clientid',
  'resourceid(',
  'objectid(',
  'gettoken',
  'access_token',
  'accesstoken',
  'oauth2/token',
  'identity/oauth2',
  '169.254.169.254',
  'identity_endpoint',
  'msi_endpoint',
  'retry',
  'backoff',
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
  '.azure.cn',
  '.azure.us',
  '.chinacloudapi.cn',
  '.usgovcloudapi.net',
];

export type Interest = (start: number, end: number) => boolean;

/** Whether the text between two offsets holds anything of interest; finds all places once. */
export function interestIn(text: string, words: Iterable<string> = wanted): Interest {
  const places = [...new WordSearch(words).placesIn(text)];
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
