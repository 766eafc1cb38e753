/** A folder, relative to its workspace folder, and the resource id of the app it is deployed to. */
export interface FolderLink {
  readonly folder: string;
  readonly app: string;
}
