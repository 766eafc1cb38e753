const localHost =
  /127\.0\.0\.1|localhost|\[::1\]|host\.docker\.internal|usedevelopment(?:emulator|storage)=true|devstoreaccount1|^jdbc:(?:h2|hsqldb|derby|sqlite):|:mem:/i;

/**
 * Whether a text speaks of what runs beside the developer: an emulator, a database of their own or in memory. Nothing in Azure has an
 * address without a dot: `http://azurite:10000` is a container of one's own.
 */
export function isLocal(text: string): boolean {
  if (localHost.test(text)) return true;
  const hosts = [...text.matchAll(/:\/\/([^/;,&\s"']{1,300})/g)].map(([, host = '']) => host);
  return hosts.length > 0 && hosts.every((host) => /^[a-z][a-z\d-]*(?::\d{1,5})?$/i.test(host));
}
