// Our side of the push bench, as a process of its own: the image of a layout to a registry, by its digest and then under a tag.
import { pushOciLayout, readOciLayout, readManifestOf } from "@waybill/image";
import { connectRegistry } from "@waybill/registry";

const [folder = "", host = "", repository = "", tag = ""] = process.argv.slice(2);
const [top] = (await readOciLayout(folder)).manifests;
if (!top) throw new Error(`The layout ${folder} names no image.`);
const registry = connectRegistry({ registry: host });
await pushOciLayout(folder, top.digest, registry, repository);
const { bytes } = await readManifestOf(folder, top.digest);
await registry.putManifest(repository, tag, bytes, top.mediaType);
