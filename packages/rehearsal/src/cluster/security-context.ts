/** What a container may do; a process of the rehearsal does not honour it, an engine's container does. */
export interface SecurityContext {
  readonly runAsUser?: number | undefined;
  readonly runAsGroup?: number | undefined;
  readonly runAsNonRoot?: boolean | undefined;
  /** Of a pod. */
  readonly fsGroup?: number | undefined;
  /** Of a pod. */
  readonly supplementalGroups?: readonly number[] | undefined;
  /** This one and those below: of a container. */
  readonly readOnlyRootFilesystem?: boolean | undefined;
  readonly allowPrivilegeEscalation?: boolean | undefined;
  readonly privileged?: boolean | undefined;
  readonly capabilities?: { readonly drop?: readonly string[] | undefined; readonly add?: readonly string[] | undefined } | undefined;
}
