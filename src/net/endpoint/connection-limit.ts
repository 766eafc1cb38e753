import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps a server open to new connections however many stand about: at the limit the one that has been quiet longest goes. A limit
 * that turns newcomers away would let anybody close the door by holding connections and saying nothing.
 */
export function limitConnections(server: Server, most: number, isServing: (socket: Socket) => boolean): void {
  /** In the order they were last heard of. */
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size <= most) return;
    for (const quiet of open)
      if (quiet !== socket && !isServing(quiet)) {
        open.delete(quiet);
        quiet.destroy();
        return;
      }
    // All are being answered: then this one is the one too many.
    socket.destroy();
  });
  server.on('request', ({ socket }: { readonly socket: Socket }) => {
    if (open.delete(socket)) open.add(socket);
  });
}
