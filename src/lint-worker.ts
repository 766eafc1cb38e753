import path from 'node:path';
import { parentPort } from 'node:worker_threads';

import { findFiles } from './disk/find-files';
import { grammarFolder } from './disk/grammar-folder';
import { OpenDocuments } from './lint/open-documents';
import { scanFolder } from './lint/scan-folder';
import type { FromLinter, ToLinter } from './lint/thread-messages';
import { Grammars } from './source/grammar/grammars';

const grammars = new Grammars(grammarFolder(path.join(__dirname, 'grammars')));
const documents = new OpenDocuments(grammars);
const cancelled = new Set<number>();
const answer = (message: FromLinter): void => parentPort?.postMessage(message);

function work(message: Extract<ToLinter, { kind: 'judge' | 'scan' }>) {
  if (message.kind === 'judge') return documents.judge(message.request);
  const { id, request } = message;
  return scanFolder(findFiles(['.'], request.folder), grammars, request, {
    report: (read) => {
      answer({ id, read });
    },
    isCancelled: () => cancelled.has(id),
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
  work(message)
    .then(
      (result) => {
        answer({ id, result });
      },
      (error: unknown) => {
        answer({ id, trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    )
    .finally(() => cancelled.delete(id));
});
