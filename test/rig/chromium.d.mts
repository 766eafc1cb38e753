export function ensureChromium(signal?: AbortSignal): Promise<void>;
