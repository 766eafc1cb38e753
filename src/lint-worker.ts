import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

import { deadline } from './disk/threads/deadline';
import { grammarFolder } from './disk/grammar-folder';
import { SecondThread } from './disk/threads/second-thread';
import { filesTelling, searchFiles, type FileSearch } from './disk/search-files';
import { readText } from './disk/find-files';
import { FolderProjects } from './lint/project/folder-projects';
import { OpenDocuments } from './lint/open/open-documents';
import { scanFolder, type KnownFiles } from './lint/run/scan-folder';
import type { FileJudgement, FileRequest } from './lint/ports';
import { judgeFiles } from './lint/run/judge-all';
import { sift } from './lint/run/sift';
import type { FromLinter, LinterResult, ToLinter } from './lint/run/thread-messages';
import { Grammars, grammarsOf } from './source/grammar/grammars';

const grammars = new Grammars(grammarFolder(path.join(__dirname, 'grammars')), () => performance.now());
const watch = deadline();
const search = workerData as FileSearch;
const projects = new FolderProjects(grammars, (folder) => filesTelling(folder, search));
const documents = new OpenDocuments(grammars, projects, watch);
const cancelled = new Set<number>();
/** By folder. */
const knownFiles = new Map<string, KnownFiles>();
const answer = (message: FromLinter): void => parentPort?.postMessage(message);

/** Whoever waits must know that it is worth it: no text keeps this thread busy for longer than its deadline. */
const aliveEveryMs = 5000;
let working = 0;
setInterval(() => {
  if (working > 0) answer({ isAlive: true });
}, aliveEveryMs).unref();

const read = (folder: string, name: string) => readText(path.join(folder, name), name);

function judgeAll(folder: string, requests: readonly FileRequest[]): Promise<readonly FileJudgement[]> {
  const found = requests.map((one) => read(folder, one.path));
  return judgeFiles(found, requests, { grammars, deadline: watch });
}

function work(message: Exclude<ToLinter, { kind: 'cancel' | 'close' }>): Promise<LinterResult> {
  if (message.kind === 'judge') return documents.judge(message.request);
  if (message.kind === 'sift') {
    grammars.prepare(grammarsOf('java'));
    return Promise.resolve(message.paths.map((name) => sift(read(message.folder, name))));
  }
  if (message.kind === 'judge-files') return judgeAll(message.folder, message.requests);
  const { id, request } = message;
  const { folder } = request;
  const known = knownFiles.get(folder) ?? new Map<string, never>();
  knownFiles.set(folder, known);
  projects.forget(folder);
  const second = new SecondThread(__filename, search);
  // Most workspaces hold some: its parser is loaded while files are searched.
  grammars.prepare(grammarsOf('java'));
  const scan = scanFolder(
    searchFiles(folder, search),
    grammars,
    {
      request,
      known,
      deadline: watch,
      projectOf: (file, text) => projects.around(folder, file, text),
      aside: (one) => second.judge(one),
    },
    {
      report: (progress) => {
        answer({ id, progress });
      },
      isCancelled: () => cancelled.has(id),
    },
  );
  return scan.finally(() => {
    second.dispose();
  });
}

parentPort?.on('message', (message: ToLinter) => {
  if (message.kind === 'close') {
    documents.close(message.key);
    return;
  }
  const { id } = message;
  if (message.kind === 'cancel') {
    cancelled.add(id);
    return;
  }
  working += 1;
  work(message)
    .then(
      (result) => {
        answer({ id, result });
      },
      (error: unknown) => {
        answer({ id, trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    )
    .finally(() => {
      working -= 1;
      cancelled.delete(id);
    });
});
