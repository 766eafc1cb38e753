import path from 'node:path';
import { parentPort } from 'node:worker_threads';

import { grammarFolder } from './disk/grammar-folder';
import { OpenDocuments } from './lint/open-documents';
import type { FromLinter, ToLinter } from './lint/thread-messages';
import { Grammars } from './source/grammar/grammars';

const documents = new OpenDocuments(new Grammars(grammarFolder(path.join(__dirname, 'grammars'))));
const answer = (message: FromLinter): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToLinter) => {
  if (message.kind === 'close') {
    documents.close(message.key);
    return;
  }
  const { id, request } = message;
  documents.judge(request).then(
    (judgement) => {
      answer({ id, judgement });
    },
    (error: unknown) => {
      answer({ id, trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
