#!/usr/bin/env python3
"""Builds VaultGate's provider registry and model catalogue from two files of facts.

    python3 import.py FACTS_DIR

FACTS_DIR holds providers.json and models.json in the form that README.md describes. The result goes to
src/main/resources/dev/vaultgate/router/catalog: providers.json (a provider a line) and models/<provider>.json
(a model a line). The same input gives the same bytes. Nothing but the standard library is needed.
"""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent / "main/resources/dev/vaultgate/router/catalog"

# The wires that the gateway speaks, and the endpoints that each of them speaks. A new wire is a line here.
WIRE_PATHS = {
    "openai": ("chat", "responses", "completions", "images", "image_edits", "embeddings", "models"),
    "anthropic": ("chat", "models"),
    "bfl": ("images", "result"),
    "fal": ("images", "queue"),
    "ideogram": ("images",),
    "replicate": ("images",),
    "stability": ("images",),
    "gemini": ("chat", "images", "embeddings", "models"),
    "cohere": ("chat", "embeddings", "models"),
    "ollama": ("chat", "embeddings", "models"),
    "vertex": ("chat", "images", "embeddings"),
    "bedrock": ("chat", "images", "embeddings"),
}

# Other names under which people look for a provider.
ALIASES = {"google": ["gemini"]}

# Meant for the vendor's own clients by their terms: off unless an operator names them.
RESTRICTED = {"github-copilot", "moonshot-kimi-code"}

# Credentials that people set for something else than inference. They are used when the operator names the
# provider, but finding one in the environment does not send anybody's prompts there.
GENERAL_CREDENTIALS = {
    "CLOUDFLARE_API_KEY", "CLOUDFLARE_API_TOKEN", "DATABRICKS_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN",
    "GITHUB_API_KEY", "GITHUB_TOKEN", "HF_TOKEN", "SCW_SECRET_KEY", "SNOWFLAKE_TOKEN",
    "GOOGLE_VERTEX_API_KEY", "VERCEL_OIDC_TOKEN", "VULTR_API_KEY", "WANDB_API_KEY",
}

BASE_URL_VARIABLE = re.compile(r"_(BASE_URL|INFERENCE_URL|API_BASE)$")
KEY_VARIABLE = re.compile(r"_(KEY|APIKEY|TOKEN|PAT|BEDROCK)$|_API_KEY")

# What lets requests in where no key is given.
IDENTITIES = {
    "amazon-bedrock": "aws", "azure-openai": "entra", "google-vertex": "google", "google-vertex-anthropic": "google",
}
# What such an identity is told, and what is therefore no key.
IDENTITY_VARIABLES = {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}

# How a key is sent where the facts know tokens only.
KEY_AUTH = {
    "amazon-bedrock": ("Authorization", "Bearer {key}"),
    "google-vertex": ("x-goog-api-key", "{key}"), "google-vertex-anthropic": ("x-goog-api-key", "{key}"),
}

# Parts of addresses by another name than in the facts: {deployment} is the model.
PATH_VARIABLES = {
    "amazon-bedrock": {"{modelId}": "{model}"},
    "azure-openai": {"{deployment}": "{model}", "{v}": "{api_version}"},
}

# What a part of an address is where nobody says.
USUAL_VALUES = {("azure-openai", "api_version"): "2024-10-21", ("google-vertex", "location"): "global",
                ("google-vertex-anthropic", "location"): "global"}

# Which environment variable fills which {variable} of a base URL.
URL_VARIABLES = {
    ("amazon-bedrock", "region"): ["AWS_REGION", "AWS_DEFAULT_REGION"],
    ("amazon-bedrock-mantle", "region"): ["AWS_REGION", "AWS_DEFAULT_REGION"],
    ("azure-openai", "resource"): ["AZURE_RESOURCE_NAME"],
    ("azure-openai", "api_version"): ["OPENAI_API_VERSION"],
    ("google-vertex", "project"): ["GOOGLE_VERTEX_PROJECT", "GOOGLE_CLOUD_PROJECT"],
    ("google-vertex", "location"): ["GOOGLE_VERTEX_LOCATION", "GOOGLE_CLOUD_LOCATION"],
    ("google-vertex-anthropic", "project"): ["GOOGLE_VERTEX_PROJECT", "GOOGLE_CLOUD_PROJECT"],
    ("google-vertex-anthropic", "location"): ["GOOGLE_VERTEX_LOCATION", "GOOGLE_CLOUD_LOCATION"],
    ("azure-ai-foundry", "resource"): ["AZURE_COGNITIVE_SERVICES_RESOURCE_NAME"],
    ("cloudflare-workers-ai", "account_id"): ["CLOUDFLARE_ACCOUNT_ID"],
    ("databricks", "host"): ["DATABRICKS_HOST"],
    ("snowflake-cortex", "account"): ["SNOWFLAKE_ACCOUNT"],
}
EXTRA_VARIABLES = {
    "predibase": {"tenant": "tenant id"},
    "azure-openai": {"api_version": "version of the interface"},
}
NO_VARIABLES = {("azure-openai", "deployment"), ("azure-openai", "v")}

# Quirk codes that mean the same for every provider which has them ...
QUIRKS = {
    "MAX_TOKENS_ONLY": "maxTokensOnly",
    "MAX_COMPLETION_TOKENS": "maxCompletionTokens",
    "STRICT_PARAMS": "strictParams",
}
# ... with the providers where the detail limits the code to some models,
QUIRK_EXCEPTIONS = {("MAX_TOKENS_ONLY", "groq"), ("MAX_TOKENS_ONLY", "azure-ai-foundry")}
# and the quirks that a person read out of the details. cerebras and crusoe: seen in recorded answers.
READ_QUIRKS = {
    ("REASONING_OUT", "reasoningInReasoning"): {
        "cerebras", "crusoe", "groq", "nano-gpt", "ollama-cloud", "openrouter", "stepfun", "vllm", "vultr", "wandb",
    },
    ("USAGE_STREAM", "noStreamUsage"): {"perplexity", "mistral", "mistral-codestral"},
    ("USAGE_STREAM", "usageInXGroq"): {"groq"},
    ("USAGE_STREAM", "reasoningOutsideCompletion"): {"xai"},
    ("TOOL_CHOICE", "noToolChoiceRequired"): {"deepseek", "moonshot", "moonshot-cn"},
    ("TOOL_CHOICE", "toolChoiceAny"): {"mistral", "mistral-codestral"},
    ("TOOL_CALL_ID", "shortToolIds"): {"mistral", "mistral-codestral"},
    ("REASONING_REPLAY", "reasoningInContent"): {"mistral", "mistral-codestral"},
    ("MAX_TOKENS_ONLY", "maxTokensOnly"): {"mistral-codestral"},
    ("STRICT_PARAMS", "strictParams"): {"mistral-codestral"},
    ("TOOLS_STRICT", "noStrictTools"): {"moonshot", "moonshot-cn", "snowflake-cortex"},
    ("RESPONSE_FORMAT", "jsonObjectOnly"): {"deepseek", "zai", "zhipu"},
    ("CONTENT_PARTS", "textContentOnly"): {"publicai"},
    # Kimi refuses a thinking turn with tools otherwise: continuedev/continue#11806, spacedriveapp/spacebot#364.
    ("REASONING_REPLAY", "reasoningExpectedBack"): {"deepseek", "moonshot", "moonshot-cn"},
}
# Codes that the wire acts on by itself, whoever sends it: reasoning under either name, usage wherever it is, words for
# the end of an answer, a base URL without /v1.
READ_BY_WIRE = {"REASONING_OUT", "USAGE_STREAM", "USAGE_CACHE", "FINISH_REASON", "URL"}

# Fields that a provider refuses or ignores.
DROPS = {
    "cerebras": ["frequency_penalty", "presence_penalty", "logit_bias", "parallel_tool_calls", "service_tier"],
    "poe": ["reasoning_effort"],
}
# Fields that a provider's models refuse while they reason.
DROPS_WHILE_REASONING = {
    "openai": [
        "temperature", "top_p", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs",
    ],
}
# Fields under another name than OpenAI's.
RENAMES = {
    "mistral": {"seed": "random_seed"},
    "mistral-codestral": {"seed": "random_seed"},
    "voyage": {"dimensions": "output_dimension"},
}
# Fields beside OpenAI's that a provider knows, where it refuses all others.
OWN_FIELDS = {
    "mistral": ["safe_prompt", "prompt_mode", "prediction", "metadata"],
    "mistral-codestral": ["safe_prompt", "prediction"],
}
# Providers of OpenAI's dialect that the facts give a wire of their own: what is left of it are quirks.
SPEAKS_OPENAI = {"mistral", "mistral-codestral", "voyage", "azure-openai"}

# How reasoning is asked for where reasoning_effort is not the way, or not all of it: what is sent for an effort, and
# for none. {effort} and {budget} are filled in. "models" limits it to some.
THINKING = {"on": {"thinking": {"type": "enabled"}}, "off": {"thinking": {"type": "disabled"}}}
THINKING_AND_EFFORT = {"on": {**THINKING["on"], "reasoning_effort": "{effort}"}, "off": THINKING["off"]}
ENABLE_THINKING = {"on": {"enable_thinking": True}, "off": {"enable_thinking": False}}
ENABLE_THINKING_AND_BUDGET = {
    "on": {"enable_thinking": True, "thinking_budget": "{budget}"}, "off": {"enable_thinking": False},
}
IN_TEMPLATE = {
    "on": {"chat_template_kwargs": {"enable_thinking": True}},
    "off": {"chat_template_kwargs": {"enable_thinking": False}},
}
WITHOUT_EFFORTS = {"models": "without_efforts"}
SIZED_IN_TOKENS = {"models": "sized_in_tokens"}
REASONING = {
    "alibaba": ENABLE_THINKING_AND_BUDGET,
    "alibaba-cn": ENABLE_THINKING_AND_BUDGET,
    "alibaba-us": ENABLE_THINKING_AND_BUDGET,
    "baseten": {
        "on": {"chat_template_args": {"enable_thinking": True}},
        "off": {"chat_template_args": {"enable_thinking": False}},
        **WITHOUT_EFFORTS,
    },
    "databricks": {
        "on": {"thinking": {"type": "enabled", "budget_tokens": "{budget}"}}, "off": THINKING["off"],
        **SIZED_IN_TOKENS,
    },
    "deepseek": THINKING_AND_EFFORT,
    "friendli": {**IN_TEMPLATE, **WITHOUT_EFFORTS},
    "inception": {"on": {"reasoning_effort": "{effort}"}, "off": {"reasoning_effort": "instant"}},
    "io-net": {"on": {"reasoning": {"effort": "{effort}"}}, "off": {"reasoning": {"effort": "none"}}},
    "moonshot": THINKING,
    "moonshot-cn": THINKING,
    "nearai": {**IN_TEMPLATE, **WITHOUT_EFFORTS},
    "novita": {**ENABLE_THINKING, **WITHOUT_EFFORTS},
    "regolo": {"on": {"thinking": True, "reasoning_effort": "{effort}"}, "off": {"thinking": False}},
    "sarvam": {"on": {"reasoning_effort": "{effort}"}, "off": {"reasoning_effort": None}},
    "siliconflow": ENABLE_THINKING_AND_BUDGET,
    "snowflake-cortex": {"on": {"reasoning": {"max_tokens": "{budget}"}}, "off": {}, **SIZED_IN_TOKENS},
    "tencent-tokenhub": THINKING_AND_EFFORT,
    "together": {
        "on": {"reasoning": {"enabled": True}}, "off": {"reasoning": {"enabled": False}}, **WITHOUT_EFFORTS,
    },
    "vercel-ai-gateway": {
        "on": {"reasoning": {"enabled": True, "effort": "{effort}"}}, "off": {"reasoning": {"enabled": False}},
    },
    "wandb": {**IN_TEMPLATE, **WITHOUT_EFFORTS},
    "xai": {"on": {"reasoning_effort": "{effort}"}, "off": {}},
    "xiaomi-mimo": THINKING,
    "zai": {**THINKING, **WITHOUT_EFFORTS},
    "zhipu": {**THINKING, **WITHOUT_EFFORTS},
}
# Where reasoning_effort is the way, as it is OpenAI's.
PLAIN_EFFORT = {
    "cerebras", "deepinfra", "digitalocean", "fireworks", "ollama-cloud", "openrouter", "perplexity", "requesty",
    "scaleway", "stepfun", "venice",
}
# The role "developer" is OpenAI's own; "system" means the same everywhere else.
DEVELOPER_ROLE = {"openai", "amazon-bedrock-mantle", "azure-ai-foundry", "azure-openai"}

# Image endpoints that are not OpenAI's /images/generations, whatever their path.
NOT_OPENAI_IMAGES = {"aimlapi", "deepinfra", "fireworks", "hyperbolic", "siliconflow-cn"}

# Where a wire makes images, and where its jobs are looked at, when the facts say it in words. "https://*." stands for
# the hosts below a name: a job's address there is the provider's own and gets its key.
IMAGE_PATHS = {
    "black-forest-labs": {"images": "/{model}", "result": "https://*.bfl.ai/v1/get_result"},
    "fal": {"images": "/{model}", "queue": "https://queue.fal.run"},
    "google": {"images": "/models/{model}:generateContent"},
    "ideogram": {"images": "/v1/ideogram-v3/generate"},
    "replicate": {"images": "/models/{model}/predictions"},
    "stability": {"images": "/v2beta/stable-image/generate/{model}"},
}
# Endpoints of OpenAI's dialect beside one of the host's own, which is all that the facts have seen.
GUESSED_PATHS = {"deepinfra": {"images": "/images/generations"}}
# Hosts of OpenAI's images that want the size otherwise.
IMAGE_QUIRKS = {"xai": ["imageAspectRatio"], "together": ["imageWidthHeight"]}

# Endpoints as recorded traffic has them, where the facts guess otherwise.
SEEN_PATHS = {("google", "embeddings"): "/models/{model}:batchEmbedContents", ("perplexity", "embeddings"): "/v1/embeddings", ("perplexity", "models"): "/v1/models",
              ("azure-openai", "responses"): "/responses?api-version={api_version}", ("openrouter", "embeddings"): "/embeddings"}

# Rows of the facts that are no model one can call: price buckets, an embedding model, a doubled spelling.
NOT_A_MODEL = re.compile(
    r"^amazon-bedrock/(anthropic\.claude-haiku-4-5@20251001|claude-sonnet-4-5-20250929-v1:0)$|"
    r"^together/together-ai-|^scaleway/bge-multilingual-gemma2$|^azure-ai-foundry/model_router$")

# Listed by their source as making images, which is a tool of another model.
NO_IMAGES = {("requesty", "openai/gpt-5")}

# Whose machines a model runs on, at Bedrock.
BEDROCK_REGION = re.compile(r"(us-gov|us|eu|apac|jp|au|ca)\.")

# Where the last path part of an id does not tell models apart.
SLUGS = {
    ("amazon-bedrock", "anthropic.claude-v1"): "claude-1",
    ("amazon-bedrock", "anthropic.claude-v2:1"): "claude-2.1",
    ("amazon-bedrock", "cohere.command-light-text-v14"): "command-light",
    ("amazon-bedrock", "cohere.command-text-v14"): "command",
    ("aimlapi", "flux/kontext-max/text-to-image"): "flux-kontext-max",
    ("aimlapi", "flux/kontext-pro/text-to-image"): "flux-kontext-pro",
}

# Dates of the data sources, newest word on a price first. "doc" is a vendor's page or a news item, dated as the
# facts; it counts as the source of a price only where no data source lists the model.
PRICE_SOURCES = {"rl": "2026-08-19", "md": "2026-07-02", "lt": "2026-08-06", "gp": "2026-08-21", "pm": "2026-08-21"}

TOKEN_PRICES = {
    "input": "input", "output": "output", "cache_read": "cache_read", "cache_write": "cache_write",
    "reasoning_output": "reasoning", "image_input": "image_input", "image_output": "image_output",
    "audio_input": "audio_input", "audio_output": "audio_output",
}
# Claude sizes its thinking itself from 4.6 on; from Opus 4.7 on that and efforts are the only way.
ADAPTIVE = re.compile(r"^claude-((opus|sonnet)-4-[6-9]|(opus|sonnet|fable|haiku|mythos)-5)")
# Thinking levels that the facts have in words only.
EFFORTS = {("google", "gemini-4-argon"): ["low", "medium", "high"]}

CAPABILITIES = ("tools", "vision", "structured_output", "reasoning", "streaming")


def main():
    facts = pathlib.Path(sys.argv[1])
    provider_facts = json.loads((facts / "providers.json").read_text("utf-8"))
    for provider in provider_facts["providers"]:
        if provider["id"] in SPEAKS_OPENAI:
            provider["wire"] = "openai"
    model_facts = json.loads((facts / "models.json").read_text("utf-8"))
    own = json.loads((HERE / "own.json").read_text("utf-8"))
    embeddings = json.loads((HERE / "embeddings.json").read_text("utf-8"))

    providers = provider_rows(provider_facts) + own["providers"]
    models = model_rows(model_facts, {p["id"] for p in providers})
    for row in embedding_rows(embeddings, {p["id"] for p in providers if "embeddings" in p["paths"]}):
        models.setdefault(row["provider"], []).append(row)
    for provider, rows in own["models"].items():
        models[provider] = [own_model(provider, row, own["providers"]) for row in rows]

    write(TARGET / "providers.json", providers)
    for old in (TARGET / "models").glob("*.json"):
        old.unlink()
    for provider, rows in models.items():
        write(TARGET / "models" / (provider + ".json"), rows)
    print(f"{len(providers)} providers, {sum(map(len, models.values()))} models")


# --- providers ---------------------------------------------------------------------------------------------


def provider_rows(facts):
    """One row for each provider with a wire of ours, in the order of the facts: vendors before hosts."""
    claimed = set()
    rows = []
    for p in facts["providers"]:
        # Every provider claims its variables, also one whose wire is not there yet: a key must not change its
        # meaning with a later import.
        held = key_variables(p)
        keys = [e for e in held if e not in GENERAL_CREDENTIALS and e not in claimed]
        if p["auth"]["style"] == "none":  # an address enables it, if anything
            keys = []
        if p["id"] in RESTRICTED:
            keys = []
        claimed.update(keys)
        if p["wire"] in WIRE_PATHS and p["base_url"] != "unknown":
            rows.append(provider_row(p, keys, facts["as_of"]))
    return rows


def provider_row(p, keys, as_of):
    pid = p["id"]
    base_url = p["base_url"]
    variables = {
        name: compact({
            "meaning": meaning,
            "env": URL_VARIABLES.get((pid, name), []),
            "usual": USUAL_VALUES.get((pid, name)),
        }, keep=("env",))
        for name, meaning in {**p.get("base_url_variables", {}), **EXTRA_VARIABLES.get(pid, {})}.items()
        if (pid, name) not in NO_VARIABLES
    }
    if re.fullmatch(r"\{[A-Z_]+\}", base_url):  # the whole URL is the operator's
        base_url, variables = None, {}
    quirks, notes = quirk_names(p)
    paths, unverified = usable_paths(p)
    row = {
        "id": pid,
        "name": p["name"],
        "aliases": ALIASES.get(pid, []),
        "wire": p["wire"],
        "base_url": base_url,
        "auth": auth(p["auth"]) if pid not in KEY_AUTH else dict(zip(("header", "format"), KEY_AUTH[pid])),
        "identity": IDENTITIES.get(pid),
        "key_env": keys,
        "key_env_when_named": [e for e in key_variables(p) if e not in keys],
        "base_url_env": [e for e in p["env"] if BASE_URL_VARIABLE.search(e)],
        "variables": variables,
        "paths": paths,
        "headers": p["auth"].get("extra_headers", {}),
        "quirks": quirks,
        "drops": DROPS.get(pid, []),
        "drops_while_reasoning": DROPS_WHILE_REASONING.get(pid, []),
        "renames": RENAMES.get(pid, {}),
        "own_fields": OWN_FIELDS.get(pid, []),
        "reasoning": REASONING.get(pid),
        "restricted": pid in RESTRICTED,
        "notes": notes,
        "docs_url": p["docs_url"],
        "as_of": as_of,
        "source": marks(p["sources"].values()),
        "unverified": p.get("unverified_fields", []) + unverified,
    }
    return compact(row, keep=("base_url",))


def key_variables(p):
    return [e for e in p["env"] if KEY_VARIABLE.search(e) and e not in IDENTITY_VARIABLES]


def auth(a):
    if a["style"] == "none":
        return None
    return {"header": a["header"], "format": a["format"].replace("{access_token}", "{key}")}


def usable_paths(p):
    """Endpoints that our wire speaks. A path with a remark behind it is another dialect's."""
    endpoints = dict(p["endpoints"])
    if "images_openai" in endpoints:
        endpoints["images"] = endpoints["images_openai"]
    if p["id"] in NOT_OPENAI_IMAGES:
        endpoints.pop("images", None)
    endpoints.update(IMAGE_PATHS.get(p["id"], {}))
    guessed = {k: v for k, v in {**p.get("endpoints_unverified", {}), **GUESSED_PATHS.get(p["id"], {})}.items()
               if k not in endpoints}
    endpoints.update(guessed)
    seen = {n: path for (pid, n), path in SEEN_PATHS.items() if pid == p["id"]}
    endpoints.update(seen)
    names = WIRE_PATHS[p["wire"]]
    for theirs, ours in PATH_VARIABLES.get(p["id"], {}).items():
        endpoints = {n: path.replace(theirs, ours) for n, path in endpoints.items()}
    paths = {n: endpoints[n] for n in names if re.fullmatch(r"(/|https://)\S*", endpoints.get(n, ""))}
    return paths, ["paths." + n for n in names if n in guessed and n in paths and n not in seen]


def quirk_names(p):
    names, notes = [], []
    for q in p["openai_dialect_quirks"]:
        code = q["code"]
        if q["source"] == "gk":  # known by hearsay: nothing acts on it
            notes.append(code)
            continue
        read = [name for (c, name), ids in READ_QUIRKS.items() if c == code and p["id"] in ids]
        if code in QUIRKS and (code, p["id"]) not in QUIRK_EXCEPTIONS:
            read.append(QUIRKS[code])
        names += read
        if not read and not is_acted_on(p, code):
            notes.append(code)
    for (_, name), ids in READ_QUIRKS.items():  # seen in recordings, without a code in the facts
        if p["id"] in ids and name not in names:
            names.append(name)
    names += IMAGE_QUIRKS.get(p["id"], [])
    if p["wire"] == "openai" and p["id"] not in DEVELOPER_ROLE:
        names.append("noDeveloperRole")
    return names, notes


def is_acted_on(p, code):
    pid = p["id"]
    if p["wire"] != "openai":
        return False
    return (
        code in READ_BY_WIRE
        or code == "UNSUPPORTED_PARAMS" and (pid in DROPS or pid in DROPS_WHILE_REASONING)
        or code == "REASONING_REQ" and (pid in REASONING or pid in PLAIN_EFFORT or pid in DROPS)
    )


MARK = re.compile(r"doc:[^\s,;]+|\b(?:md|pk|va|pa|ll|cw|rl|tz|hl|oa|ev|lc|gk)\b(?::[\w./-]+)?")


def marks(sources):
    """The distinct source marks of a row, in order of appearance, without the remarks between them."""
    return ", ".join(dict.fromkeys(mark for source in sources for mark in MARK.findall(source)))


# --- models ------------------------------------------------------------------------------------------------


def model_rows(facts, providers):
    """Rows by provider, sorted by public name; of two rows with one name the better one first."""
    successors = successor_ids(facts)
    thinking = {(m["provider"], m["id"]): m.get("reasoning_options", []) for m in facts["models"]}
    shares = {}
    for m in facts["models"]:
        if m["provider"] in providers and not NOT_A_MODEL.search(m["provider"] + "/" + m["id"]):
            shares.setdefault((m["provider"], m["id"].lower()), []).append(m)
    by_provider = {}
    for same in shares.values():
        m = one_spelling(same)
        by_provider.setdefault(m["provider"], []).append(m)
    result = {}
    for provider in sorted(by_provider):
        rows = without_short_names(by_provider[provider])
        rows.sort(key=lambda m: (slug(m), m["id"].lower() != slug(m), m["id"].count("/"), m["id"]))
        result[provider] = [model_row(m, facts["as_of"], successors, thinking) for m in rows]
    return result


def one_spelling(same):
    """Rows that differ by letter case alone: the vendor's spelling, with the facts of the richer row."""
    richest = max(same, key=lambda m: (len(m["modalities"]["input"]), len(m["sources"])))
    spelling = max(same, key=lambda m: sum(c.isupper() for c in m["id"]))
    return {**richest, "id": spelling["id"]}


def without_short_names(rows):
    """One source shortens accounts/fireworks/models/x to x, which the service does not know."""
    long = {slug(m) for m in rows if m["id"].startswith("accounts/")}
    return [m for m in rows if m["id"].startswith("accounts/") or slug(m) not in long]


def slug(m):
    """The bare public name. A tail like :31b or :free makes another model."""
    if (m["provider"], m["id"]) in SLUGS:
        return SLUGS[m["provider"], m["id"]]
    if m["provider"] == "amazon-bedrock":
        return bedrock_slug(m)
    tail = m["id"].rsplit("/", 1)[-1].partition(":")[2].lower()
    return m["slug"] if not tail or m["slug"].endswith("-" + tail) else m["slug"] + "-" + tail


def bedrock_slug(m):
    """A version behind a colon makes no other model; the size of a window does, and so does a region, outside of
    which its name means nothing. What is served from anywhere goes by the plain name."""
    region = BEDROCK_REGION.match(m["id"])
    size = m["id"].partition(":")[2].partition(":")[2]
    return (region.group(1) + "-" if region else "") + m["slug"] + ("-" + size if size else "")


def output(m):
    made = m["modalities"]["output"]
    return [o for o in made if o != "image"] if (m["provider"], m["id"]) in NO_IMAGES else made


def ids(m):
    """Public ids, the canonical one first: text for whatever writes text."""
    suffixes = {i[len(m["slug"]) + 1:] for i in m["gateway_ids"]}
    if "image" not in output(m):
        suffixes.discard("image")
    return [slug(m) + "-" + s for s in ("text", "hybrid", "image") if s in suffixes]


def successor_ids(facts):
    """The public id to go to, by provider and public name; for other versions of that name too."""
    rows = {(m["provider"], m["id"]): m for m in facts["models"]}
    return {
        (r["provider"], slug(rows[r["provider"], r["id"]])): ids(rows[r["provider"], r["successor"]])[0]
        for r in facts["reference_models"]
        if r["successor"]
    }


def model_row(m, as_of, successors, thinking):
    price = price_row(m)
    known = m["capabilities"]
    row = {
        "provider": m["provider"],
        "model": m["id"],
        "name": m["name"],
        "type": m["type"],
        "ids": ids(m),
        "input": m["modalities"]["input"],
        "output": output(m),
        "context": m["context_window"],
        "max_output": m["max_output_tokens"] if m["kind"] == "chat" else None,
        "price": price,
        **(price_origin(m, as_of) if price else {}),
        "listed_free": m["price"]["input"] == 0 and m["price"]["output"] == 0,
        "capabilities": [c for c in CAPABILITIES if known[c] is True],
        "lacks": [c for c in CAPABILITIES if known[c] is False],
        "reasoning": reasoning(m, thinking),
        "released": m["released"],
        "deprecated": m["deprecated"],
        "shutdown": m.get("shutdown"),
        "successor": successors.get((m["provider"], slug(m))) if m["deprecated"] else None,
        "note": "; ".join(filter(None, (m.get("notes"), m.get("wire_note")))),
        "source": ",".join(m["sources"]),
    }
    return compact(row)


def price_row(m):
    """The price in dollars, or nothing where it is unknown, in doubt, or nought.

    A row that is listed as free has no price here: it is served for nothing only when an operator says so.
    A nought among other figures is dropped as well, so that the full rate applies.
    """
    p = m["price"]
    price = {ours: p[theirs] for theirs, ours in TOKEN_PRICES.items() if p.get(theirs)}
    if m["kind"] == "chat":
        if "input" not in price or "output" not in price:
            return None
        price["tiers"] = [tier_row(t) for t in m.get("tiers", [])]
    elif "image_output" not in price:
        price = {}  # a lone input figure of an image model is a price of something else
    price["per_image"] = [
        compact({"size": i["size"], "quality": i["quality"], "usd": i["usd"]}) for i in p.get("per_image", [])
    ]
    price["per_megapixel"] = p.get("per_megapixel")
    return compact(price) or None


def tier_row(t):
    return {
        "above": t["above_context_tokens"],
        **{ours: t[theirs] for theirs, ours in TOKEN_PRICES.items() if t.get(theirs)},
    }


def price_origin(m, as_of):
    for source, date in PRICE_SOURCES.items():
        if source in m["sources"]:
            return {"price_as_of": date, "price_source": source}
    return {"price_as_of": as_of, "price_source": m["sources"][0]}


def reasoning(m, thinking):
    """How thinking is switched on and sized: a toggle, by the model itself, named efforts, a token budget.

    A dated name without facts of its own has those of the plain one.
    """
    options = m.get("reasoning_options") or thinking.get((m["provider"], m["slug"]), [])
    by_type = {o["type"]: o for o in options}
    budget = by_type.get("budget_tokens")
    efforts = [e for e in by_type.get("effort", {}).get("values", []) if e and e != "null"]
    found = {
        "toggle": "toggle" in by_type,
        "adaptive": m["provider"] == "anthropic" and bool(ADAPTIVE.match(m["id"])),
        "efforts": efforts or EFFORTS.get((m["provider"], m["id"]), []),
        "budget": budget and {k: budget[k] for k in ("min", "max") if budget.get(k) is not None},
    }
    return compact(found, keep=("budget",) if budget else ()) or None


def embedding_rows(facts, providers):
    """Rows of the models that make vectors, which the model facts leave out: see embeddings.json."""
    for m in facts["models"]:
        if m["provider"] not in providers:
            continue
        slug = re.sub(r"[^a-z0-9.]+", "-", m["model"].rsplit("/", 1)[-1].lower())
        yield compact({
            "provider": m["provider"],
            "model": m["model"],
            "name": m["name"],
            "type": "embedding",
            "ids": [slug + "-embedding"],
            "input": ["text"],
            "output": ["embedding"],
            "context": m["context"],
            "price": {"input": m["input"], "output": m["input"]},  # nothing is ever written
            "price_as_of": facts["as_of"],
            "price_source": facts["source"],
            "lacks": ["tools", "vision", "structured_output", "reasoning", "streaming"],
            "source": facts["source"],
        })


def own_model(provider, row, own_providers):
    as_of = next(p["as_of"] for p in own_providers if p["id"] == provider)
    origin = {"price_as_of": as_of, "price_source": "own", "source": "own"}
    return {"provider": provider, **row, **{k: v for k, v in origin.items() if k not in row}}


# --- output ------------------------------------------------------------------------------------------------


def compact(row, keep=()):
    """Absent is shorter than null, false, [] and {}, and means the same to the reader."""
    return {k: v for k, v in row.items() if k in keep or not (v is None or v is False or v in ("", [], {}))}


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
