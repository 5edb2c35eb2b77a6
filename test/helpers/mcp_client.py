"""The Python SDK's client (https://pypi.org/project/mcp) at work against a server of ours: it finds out which revision is
spoken, lists, calls, reads and completes, and writes what came as one JSON value. Arguments: the address and the mode in
which the client agrees on a revision; the token is the environment's PARLEY_KEY, and `stdio` starts a program instead."""

import asyncio
import json
import os
import sys

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import PromptReference

QUESTION = "How long do I have to return an unused item?"


async def main(address, mode, *command):
    progress = []

    async def on_progress(done, _total, message):
        progress.append([done, message])

    headers = {"authorization": f"Bearer {os.environ['PARLEY_KEY']}"}
    async with httpx2.AsyncClient(headers=headers, timeout=120) as http:
        if address == "stdio":
            server = StdioServerParameters(command=command[0], args=list(command[1:]), env=dict(os.environ))
        else:
            server = streamable_http_client(address, http_client=http)
        async with Client(server, mode=mode, read_timeout_seconds=120) as client:
            said = await client.call_tool("ask", {"question": QUESTION}, progress_callback=on_progress)
            passage = said.structured_content["citations"][0]["passageId"]
            proposed = await client.call_tool("propose", {"words": "Refund order A12"})
            waits = proposed.structured_content["waits"]
            yes = {"plan": waits["plan"], "digest": waits["digest"], "decision": "approve"}
            decided = await client.call_tool("decide", yes)
            exposed = await client.call_tool("support.refund", {"orderId": "A17", "reason": "damaged"})
            read = await client.read_resource(f"parley://passages/{passage}")
            prompt = await client.get_prompt("support.refund", {"orderId": "A12", "reason": "damaged"})
            completed = await client.complete(
                PromptReference(name="support.refund"), {"name": "reason", "value": "da"}
            )
            gone = await client.call_tool("status", {"run": "00000000-0000-4000-8000-000000000000"})
            return {
                "revision": client.protocol_version,
                "tools": [tool.name for tool in (await client.list_tools()).tools],
                "prompts": [prompt.name for prompt in (await client.list_prompts()).prompts],
                "answer": said.structured_content,
                "progress": len(progress),
                "proposed": proposed.structured_content,
                "decided": plain(decided),
                "exposed": exposed.structured_content,
                "passage": read.contents[0].text,
                "prompt": plain(prompt),
                "reasons": completed.completion.values,
                "gone": plain(gone),
            }


def plain(result):
    return result.model_dump(mode="json", by_alias=True)


print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
