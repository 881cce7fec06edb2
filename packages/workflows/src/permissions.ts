/** What a job may do with one scope of its token; `write` includes `read`. */
export type Access = "none" | "read" | "write";

/** One scope of a token, such as `packages`, with what it is needed for. */
export interface Permission {
  readonly scope: string;
  readonly access: Access;
  /** Sentence fragments such as "to push the images"; several where several jobs need the scope. */
  readonly reasons: readonly string[];
}

const ORDER: readonly Access[] = ["none", "read", "write"];

/** Whether the first access includes the second. */
export function includesAccess(given: Access, asked: Access): boolean {
  return ORDER.indexOf(given) >= ORDER.indexOf(asked);
}

/** The least permissions that include all of the given ones; a reason for `read` goes where another job asks for `write`. */
export function unionOf(permissions: readonly Permission[]): Permission[] {
  const union = new Map<string, Permission>();
  for (const { scope, access, reasons } of permissions) {
    const before = union.get(scope);
    if (before === undefined || !includesAccess(before.access, access)) union.set(scope, { scope, access, reasons: [...new Set(reasons)] });
    else if (before.access === access) union.set(scope, { ...before, reasons: [...new Set([...before.reasons, ...reasons])] });
  }
  return [...union.values()].filter(({ access }) => access !== "none");
}

/** The reasons in one line, without those that another one says as well. */
export function describeReasons({ reasons }: Permission): string {
  const told = reasons.filter((reason) => !reasons.some((other) => other !== reason && other.includes(reason)));
  return told.length === 0 ? "as the called workflow asks" : told.join(", ");
}
