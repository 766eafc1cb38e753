import type { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { ChannelOpener, InstanceAddress, MessageChannel } from './ports';
import { explainOpening, type Way } from './hosts/explain-opening';
import { abortError } from '../lifecycle/flow/abort';
import { withDeadline, type Wait } from './waiting';

/** What every way into an instance needs from outside. */
export interface TunnelAccess {
  readonly opener: ChannelOpener;
  /** An ARM token of the subscription's tenant; `fresh` when the last one was refused. */
  readonly bearer: (address: InstanceAddress, fresh: boolean, signal: AbortSignal) => Promise<string>;
  readonly wait: Wait;
  /** 32 hexadecimal digits, unpredictable. */
  readonly randomId: () => string;
}

export interface Opening {
  readonly access: TunnelAccess;
  readonly address: InstanceAddress;
  readonly way: Way;
  readonly url: string;
  readonly deadlineMs?: number;
}

/** DNS, connecting, TLS and the upgrade together. */
const openingMs = 30_000;

/**
 * Opens a WebSocket to an instance. A refused token is replaced once. Throws `Failure` in words for this instance and way, or
 * an `AbortError`.
 */
export async function openChannel(opening: Opening, signal: AbortSignal): Promise<MessageChannel> {
  const { address, way } = opening;
  try {
    try {
      return await openOnce(opening, false, signal);
    } catch (error) {
      if ((error as Partial<Failure>).code !== 'unauthorized') throw error;
      return await openOnce(opening, true, signal);
    }
  } catch (error) {
    throw explainOpening(error, address, way);
  }
}

async function openOnce(opening: Opening, fresh: boolean, outer: AbortSignal): Promise<MessageChannel> {
  const { access, address, url, deadlineMs = openingMs } = opening;
  const late = {
    what: say("Could not reach instance '{0}'.", address.instance),
    why: say('{0} did not answer within {1} s.', address.serviceFqdn, Math.round(deadlineMs / 1000)),
    remedy: say('Check the network connection, VPN and proxy, then try again.'),
    action: 'retry' as const,
  };
  return await withDeadline({ ms: deadlineMs, wait: access.wait, signal: outer, late }, async (signal) => {
    const bearer = await access.bearer(address, fresh, signal);
    const channel = await access.opener.open(url, { bearer, signal });
    // Too late: whoever asked has gone, so nobody would ever close it.
    if (signal.aborted) {
      channel.dispose();
      throw abortError();
    }
    return channel;
  });
}
