export { findBuildx } from "./buildx.ts";
export type { Buildx, BuildxOptions, FindBuildxOptions } from "./buildx.ts";
export { connectEngine } from "./client.ts";
export type { Engine, ImageFacts, PullAuth } from "./client.ts";
export type { Container, ContainerState, RunOptions } from "./container.ts";
