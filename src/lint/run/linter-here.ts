import type { Disposable } from '../../lifecycle/disposable-store';
import type { Grammars } from '../../source/grammar/grammars';
import { OpenDocuments } from '../open/open-documents';
import type { Judgement, JudgeRequest, Linter } from '../ports';

/**
 * Judges texts on this very thread, where there is no other. It reads no folders, so what stands in other files is not known, and
 * nothing ends what takes too long but the limits of parsers and rules.
 */
export class LinterHere implements Linter, Disposable {
  readonly #documents: OpenDocuments;

  constructor(grammars: Grammars) {
    this.#documents = new OpenDocuments(grammars, undefined, (work) => work());
  }

  judge(request: JudgeRequest): Promise<Judgement> {
    return this.#documents.judge(request);
  }

  start(): void {
    // There is nothing to start.
  }

  dispose(): void {
    // The trees end with this thread.
  }

  close(key: string): void {
    this.#documents.close(key);
  }
}
