import { runPost } from "@waybill/kit/edge";
import { closeOpenDeployment } from "@waybill/pipeline/action";

await runPost(closeOpenDeployment);
