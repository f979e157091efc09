// Where links are in the API: every address begins with the cluster's id, which is asked for once.

import { ask, call } from './api.js';

const CLUSTERS = '/kafka/v3/clusters';
let cluster;

/** The address of the cluster; null where Tain runs without Kafka. */
async function clusterPath() {
  if (cluster === undefined) {
    try {
      const { data } = await ask(CLUSTERS);
      cluster = `${CLUSTERS}/${encodeURIComponent(data[0].cluster_id)}`;
    } catch (error) {
      if (error.status !== 501) {
        throw error;
      }
      cluster = null;
    }
  }
  return cluster;
}

export async function links() {
  const path = await clusterPath();
  return path === null ? [] : (await ask(`${path}/links`)).data;
}

export async function linkPath(name) {
  return `${await clusterPath()}/links/${encodeURIComponent(name)}`;
}

export async function topics(name) {
  return (await ask(`${await linkPath(name)}/mirrors`)).data;
}

/** What a verb would do to mirror topics, told by the API without doing it. */
export async function tryOut(path, verb, body) {
  return (await call('POST', `${path}/mirrors:${verb}?validate_only=true`, body)).data;
}

/** Records that a mirror topic has not: known ones, and whether some partition's are not known. */
export function behind(lags) {
  return {
    records: lags.reduce((sum, each) => sum + Math.max(0, each.lag), 0),
    partitions: lags.filter((each) => each.lag > 0).length,
    unknown: lags.filter((each) => each.lag < 0).length,
  };
}
