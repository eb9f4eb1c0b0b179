/** Tenants whose last change is remembered one by one; beyond that, whatever was read before counts as changed. */
const mostTenants = 100_000;

/**
 * When the rows that decide who may come in last changed, tenant by tenant, on a clock of its own: a count. What was read
 * before a change is out of date, also where it arrives after the news of it.
 */
export class Changes {
  private last = 0;
  private floor = 0;
  private readonly ofTenant = new Map<string, number>();

  /** Whether what other processes change is heard of. Where it is not, nothing that was read may be kept. */
  isHeard = true;

  get now(): number {
    return this.last;
  }

  note(tenant: string): void {
    this.last += 1;
    if (this.ofTenant.size >= mostTenants) this.forget();
    this.ofTenant.set(tenant, this.last);
  }

  /** Some may have been missed: everything that was read until now is out of date. */
  missed(): void {
    this.last += 1;
    this.forget();
  }

  /** Whether rows of a tenant changed after they were read at that count. */
  since(tenant: string, read: number): boolean {
    return read < this.floor || read < (this.ofTenant.get(tenant) ?? 0);
  }

  private forget(): void {
    this.floor = this.last;
    this.ofTenant.clear();
  }
}
