import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { schemaOf, type Action, type OfflinePorts } from './actions/action';
import { offlineActions } from './actions/all-actions';
import { runAction } from './actions/run-action';
import { deadline } from './disk/threads/deadline';
import { grammarFolder } from './disk/grammar-folder';
import { toFailure } from './lifecycle/failure';
import { FolderProjects } from './lint/project/folder-projects';
import { OpenDocuments } from './lint/open/open-documents';
import { Grammars } from './source/grammar/grammars';

/**
 * Serves the actions that need no account to programs that speak the Model Context Protocol, over standard input and output. They only
 * read, and no answer holds a token. Ends when the input ends. `folder` holds this program, with `grammars/` in it.
 */
export async function serveActions(folder: string, version: string): Promise<0> {
  const server = new McpServer({ name: 'spring-managed-identity', version });
  const ports = offlinePorts(folder);
  for (const action of offlineActions) register(server, action, ports);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  // The transport does not tell when whoever asked is gone.
  process.stdin.once('end', () => void server.close());
  await server.connect(new StdioServerTransport());
  await ended;
  return 0;
}

function register(server: McpServer, action: Action<OfflinePorts>, ports: OfflinePorts): void {
  const { name, title, description, input, reaches } = action;
  const annotations = { readOnlyHint: true, openWorldHint: reaches === 'azure' };
  const inputSchema = fromJsonSchema(schemaOf(input));
  server.registerTool(
    name,
    { title, description, inputSchema, annotations },
    async (given, { mcpReq: { signal } }) => {
      try {
        return { content: [{ type: 'text', text: await runAction(action, given, { ports, signal }) }] };
      } catch (error) {
        const { message } = toFailure(error, `'${title}' did not work.`);
        return { isError: true, content: [{ type: 'text', text: message }] };
      }
    },
  );
}

function offlinePorts(folder: string): OfflinePorts {
  const grammars = new Grammars(grammarFolder(path.join(folder, 'grammars')), () => performance.now());
  // A text that is given comes without its folder.
  const projects = new FolderProjects(grammars, () => Readable.from([]));
  const documents = new OpenDocuments(grammars, projects, deadline());
  return {
    rulePage: (id) =>
      Promise.resolve(readFileSync(path.join(folder, '..', 'docs', 'rules', `${id}.md`), 'utf8')),
    judge: async (request) => {
      try {
        return await documents.judge(request);
      } finally {
        documents.close(request.key);
      }
    },
  };
}
