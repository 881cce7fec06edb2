/** What 'waybill --help' prints. */
export const USAGE = `waybill: carries a release from a commit to a Kubernetes cluster, with one verifiable record of the way.

  waybill init [--inline|--public|--vendor DIR]  look at this repository and write waybill.yml and the workflow that releases it
  waybill check                       validate data and models, and that every named file is there; change nothing
  waybill plan     [-e ENVIRONMENT]   show what a release would change, with the digest to approve
  waybill release  [-e ENVIRONMENT]   validate, build, plan, approve, migrate, deploy, verify
  waybill verify   [-e ENVIRONMENT]   verify a release record against the world as it is now
  waybill verify   FILE | IMAGE       verify a record anywhere, without its project: a file, or what lies beside an image in its registry
  waybill rollback [-e ENVIRONMENT]   bring back the last good revision
  waybill monitor  [-e ENVIRONMENT]   look at what runs: whether it is what was released, is proven, answers, and its data still passes
  waybill rehearse [-e ENVIRONMENT]   the whole release to every environment (or one) on this machine alone: loopback registry, cluster, databases
  waybill matrix                      print the names in waybill.yml as JSON, for workflow matrices
  waybill config [-e ENVIRONMENT]     print what waybill.yml and its environments' files come to, every value with its file and line
  waybill policy explain [-e ENV.]    print what a release must prove, which file and line demands it, and who may sign

  -e, --environment NAME     environment of waybill.yml (may be left out when there is only one)
  -C, --directory DIR        the project (default: here)
  -c, --config FILE          configuration file (default: waybill.yml)
      --policy FILE          the organisation's policy, which the project's own may only tighten
      --approve DIGEST       approve exactly this plan        --yes   approve whatever the plan is
      --images JSON          images to use instead of building: {"name":"repository@sha256:..."}
      --record FILE          record to verify
      --registry HOST        push here instead of 'registry:' of waybill.yml
      --builder KIND         auto, buildx or assemble
      --signing-key FILE     Ed25519 private key (PEM); or the variable WAYBILL_SIGNING_KEY with its text
      --trusted-keys FILE    public keys (PEM) that may sign evidence; may be repeated
      --trust-root FILE      trusted_root.json by which certificates are verified (default: Sigstore's and GitHub's, fetched)
      --signing-config FILE  signing_config.v0.2.json of your own certificate authority and log
      --public-log           agree to a private repository's name in Sigstore's public log, for good
      --inline, --public     init: the job of an environment in the caller's own file (default), or in the public workflows
      --vendor DIR           init: in copies in your organisation's own repository, checked out at DIR
      --version VERSION      init: the version of Waybill to name beside its commit
      --repository NAME      verify FILE | IMAGE: the repository that must have released, as owner/name
      --commit SHA           verify FILE | IMAGE: the commit that must have been released; init: the commit of Waybill to call
      --to REVISION          revision to roll back to (default: the last good one)
      --url ADDRESS          monitor: also ask this address, as people reach it
      --stop                 rehearse: end the background processes
      --json                 config, policy explain, verify FILE | IMAGE: as JSON
      --dry-run              say what would happen, change nothing
      --verbose              more detail

Exit code: 0 when the verdict lets a release pass, 1 when it does not, 2 for a call that cannot be understood. For 'verify' and
'monitor' also 3: it could not be checked, because a file, registry or cluster could not be read, or a trust root expired.
`;
