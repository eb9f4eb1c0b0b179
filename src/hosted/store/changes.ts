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

  /** Tells other processes, on a way of its own, of what was changed here. */
  tell: ((tenants: readonly string[]) => void) | undefined;
  /**
   * Whether what other processes change is heard of; where it is not, nothing that was read may be kept. Asked of who knows
   * it best: nobody, where there are no others; the connection to the database; or the nodes, which hear themselves.
   */
  isHeard: () => boolean = () => true;

  get now(): number {
    return this.last;
  }

  note(tenant: string): void {
    this.last += 1;
    if (this.ofTenant.size >= mostTenants) this.forget();
    this.ofTenant.set(tenant, this.last);
  }

  /** This process changed rows of these. */
  made(tenants: readonly string[]): void {
    for (const tenant of tenants) this.note(tenant);
    if (tenants.length > 0) this.tell?.(tenants);
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
