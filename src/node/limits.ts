const megabyte = 1024 * 1024;

export const bytesOf = (megabytes: number): number => megabytes * megabyte;

export const megabytes = (bytes: number): string => `${bytes / megabyte} MB`;
