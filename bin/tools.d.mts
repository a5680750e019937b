export declare const readers: Readonly<Record<string, () => boolean>>
export declare function findChromium(): Promise<string | undefined>
export declare function ensureTools(): Promise<string[]>
