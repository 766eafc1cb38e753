/** `AZURE_CLIENT_ID`, `client-id` and `clientId` are all `...clientid`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
