/** What signs itself as the maker of statements. */
export const TOOL = { name: "waybill", version: "0.1.0" } as const;
