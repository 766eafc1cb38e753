export function report(who: string): (what: string) => void;
