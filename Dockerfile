# The server, the worker, the sandbox host and the command line in one image: what a container is, its command says.
# docker build -t parley .
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /parley

# What is bundled: needs the development packages, which stay behind.
FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY build.ts tsconfig.json ./
COPY build build
COPY bin/is-fresh.js bin/parley.ts bin/verify-evidence.ts bin/
COPY db db
COPY src src
RUN node build.ts

# What runs needs none of them, and no other Node. Nobody reads declarations and source maps in there: a third of it.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts
RUN find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' ')' -delete

FROM base AS parley
ENV NODE_ENV=production HOST=0.0.0.0
# A volume that is mounted here for the sandbox's socket belongs to whom this does.
RUN install -d -o node -g node -m 700 /run/parley
COPY --from=packages /parley/node_modules node_modules
COPY package.json package-lock.json LICENSE ./
COPY bin/parley.js bin/parley.ts bin/server.js bin/worker.js bin/find-node24.js bin/is-fresh.js bin/on-node24.js bin/run-built.js bin/is-alive.ts bin/verify-evidence.ts bin/
COPY examples examples
COPY db db
COPY src src
COPY --from=build /parley/dist dist
COPY agents agents
# The user "node", by number: who runs the image can see that it isn't root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "bin/is-alive.ts"]
CMD ["node", "bin/server.js"]
