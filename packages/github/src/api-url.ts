import { ActionError, cutText } from "@waybill/kit";

/** The address of GitHub's API as the runner gives it; throws an `environment` error for what is none. */
export function apiUrlOf(url = "https://api.github.com"): string {
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return url;
  throw new ActionError(
    "environment",
    `The environment variable GITHUB_API_URL is '${cutText(url, 200)}', which is no URL of an API. Unset it for github.com, or set https://HOST/api/v3 of your GitHub Enterprise Server; a runner sets it by itself.`,
  );
}
